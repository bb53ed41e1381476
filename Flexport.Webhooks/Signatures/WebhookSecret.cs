using System.Text;

namespace Flexport.Webhooks.Signatures;

/// <summary>A secret that an endpoint shares with Flexport. It never shows its key, neither as text nor as a property.</summary>
public sealed class WebhookSecret
{
    private readonly byte[] key;

    /// <param name="label">What logs and verdicts call it, such as <c>2025-06</c>.</param>
    /// <param name="key">The bytes of the token as entered in Flexport's portal; at least one. They are copied.</param>
    /// <exception cref="ArgumentException">The label is blank or the key is empty: an empty key would let anybody sign.</exception>
    public WebhookSecret(string label, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        if (key.IsEmpty) throw new ArgumentException($"The webhook secret '{label}' is empty.", nameof(key));
        Label = label;
        this.key = key.ToArray();
    }

    public string Label { get; }

    // A method, for loggers and object dumpers look at properties.
    internal ReadOnlySpan<byte> Key() => key;

    /// <summary>A secret from its text: the key is the UTF-8 of it, as Flexport uses it.</summary>
    /// <exception cref="ArgumentException">The label is blank or the text is empty.</exception>
    public static WebhookSecret FromText(string label, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new WebhookSecret(label, Encoding.UTF8.GetBytes(text));
    }

    public override string ToString() => $"webhook secret '{Label}'";
}
