using Grains.Interfaces.Subscriptions;

namespace Silo.Channels;

/// <summary>Says what is wrong with a contact as its channel's settings say it, each sentence with the field in front.</summary>
internal static class ContactFields
{
    /// <param name="sentences">Each begins with the name of a field, such as <c>Url is an absolute address.</c></param>
    /// <param name="used">The fields that the channel has a use for; others are to be left out, for nobody would find out that they do nothing.</param>
    public static IEnumerable<string> Problems(Contact contact, IEnumerable<string> sentences, params IReadOnlyCollection<string> used)
    {
        (string Name, string? Value)[] given =
            [(nameof(contact.Address), contact.Address), (nameof(contact.Url), contact.Url), (nameof(contact.Secret), contact.Secret), (nameof(contact.PreviousSecret), contact.PreviousSecret)];
        foreach (var (name, value) in given)
        {
            if (!string.IsNullOrEmpty(value) && !used.Contains(name)) yield return $"{Field(name)}: is nothing that {contact.Channel} has a use for.";
        }

        foreach (var sentence in sentences)
        {
            var blank = sentence.IndexOf(' ', StringComparison.Ordinal);
            yield return $"{Field(sentence[..blank])}: {sentence[(blank + 1)..]}";
        }
    }

    private static string Field(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
