using System.Text.RegularExpressions;

namespace Api.Hosting;

/// <summary>A setting whose text is not of its type, such as <c>Flexport:Calls:Deadline=abc</c>.</summary>
internal static partial class WrongValue
{
    /// <summary>Names the setting and what it has to be, or null when the fault is another one. The value is not repeated: it may have been meant for a secret.</summary>
    public static string? Describe(Exception fault) =>
        fault is InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException }
        && Where().Match(fault.Message) is { Success: true } where
            ? $"{where.Groups["key"].Value} has a value that is no {Noun(where.Groups["type"].Value)}."
            : null;

    private static string Noun(string type) => type switch
    {
        "System.Boolean" => "truth value: true or false",
        "System.TimeSpan" => "time span such as 00:00:08",
        "System.Int32" or "System.Int64" => "whole number",
        _ => type.Split('.')[^1],
    };

    // The binder tells the setting in its message alone.
    [GeneratedRegex("at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex Where();
}
