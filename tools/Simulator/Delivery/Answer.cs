using System.Text;

namespace Simulator.Delivery;

/// <summary>What one attempt came to.</summary>
/// <param name="Status">The HTTP status; 0 where no whole answer came.</param>
/// <param name="Text">The body of the answer, or why there is none.</param>
internal readonly record struct Answer(int Status, string Text, TimeSpan Took)
{
    private const int LongestText = 300;

    public bool IsGood => Status == 200;

    /// <summary>What a service says when it dies, restarts or is full: no word on the event itself.</summary>
    public bool IsPassing => Status is 0 or 503;

    /// <summary>The service's own word for what became of the event, such as <c>applied</c>; null where it says none.</summary>
    public string? Outcome
    {
        get
        {
            const string name = "\"status\":\"";
            var start = Text.IndexOf(name, StringComparison.Ordinal);
            if (!IsGood || start < 0) return null;
            start += name.Length;
            var end = Text.IndexOf('"', start);
            return end < 0 ? null : Text[start..end];
        }
    }

    /// <summary>The text in one line of bounded length, without control characters.</summary>
    public string Line
    {
        get
        {
            var line = new StringBuilder();
            foreach (var character in Text.AsSpan(0, Math.Min(Text.Length, LongestText))) line.Append(char.IsControl(character) ? ' ' : character);
            return line.ToString();
        }
    }
}
