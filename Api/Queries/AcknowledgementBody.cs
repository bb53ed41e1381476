using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Flexport.Webhooks.Events;
using Grains.Interfaces.Deadlines;

namespace Api.Queries;

/// <summary>What a person says about something that needs attention, as requests write it.</summary>
/// <param name="Subject">Which of several of one kind, such as a container's number.</param>
/// <param name="Until">Of a snooze: an instant, or a day, which begins at midnight UTC.</param>
internal sealed record AcknowledgementBody(string? Who, string? Why = null, string? Subject = null, string? Until = null)
{
    private const int LongestName = 200;
    private const int LongestText = 1000;

    /// <param name="problems">What cannot be used, each with its field in front.</param>
    public Acknowledgement Read(string kind, bool snooze, List<string> problems)
    {
        var who = Text("who", Who, LongestName, problems);
        if (who is null) problems.Add("who: the name of whoever says so.");
        return new Acknowledgement(
            kind, Text("subject", Subject, LongestName, problems), who ?? "", Text("why", Why, LongestText, problems), snooze ? Time(problems) : Never(problems), Guid.NewGuid());
    }

    private DateTimeOffset? Time(List<string> problems)
    {
        if (Instants.TryParse(Until ?? "", out var until)) return until.ToUniversalTime();
        problems.Add("until: an instant in ISO 8601, such as 2026-03-01T12:00:00Z.");
        return null;
    }

    private DateTimeOffset? Never(List<string> problems)
    {
        if (Until is not null) problems.Add("until: what is acknowledged does not come back by itself; snooze it instead.");
        return null;
    }

    /// <summary>Without the blanks around it; null when nothing else is there.</summary>
    private static string? Text(string field, string? text, int longest, List<string> problems)
    {
        if (text?.Trim() is not { Length: > 0 } trimmed) return null;
        if (trimmed.Length > longest) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{field}: has at most {longest} characters."));
        if (trimmed.Any(static c => char.IsControl(c) && c is not ('\n' or '\t'))) problems.Add($"{field}: has control characters.");
        return trimmed;
    }
}

/// <summary>The JSON of these: a field that there is not, or twice, is refused, for nobody would find out that it does nothing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AcknowledgementBody))]
internal sealed partial class AcknowledgementJson : JsonSerializerContext
{
    public static AcknowledgementJson Strict { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    });
}
