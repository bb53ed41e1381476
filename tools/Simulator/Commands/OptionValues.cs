using System.Buffers;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Simulator.Commands;

/// <summary>Options that say, where their value is wrong, what is wrong and what to give instead.</summary>
internal static class OptionValues
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public static Option<int> Number(string name, string description, int otherwise, int least = 0, int most = int.MaxValue) =>
        Of(name, description, () => otherwise,
            text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null,
            most == int.MaxValue ? FormattableString.Invariant($"a whole number from {least}") : FormattableString.Invariant($"a whole number from {least} to {most}"));

    public static Option<double> Share(string name, string description, double otherwise) =>
        Of(name, description, () => otherwise, text => Double(text) is >= 0 and <= 1 and var share ? share : null, "a share from 0 to 1, such as 0.2");

    public static Option<double> Factor(string name, string description, double otherwise) =>
        Of(name, description, () => otherwise, text => Double(text) is >= 0 and var factor && double.IsFinite(factor) ? factor : null, "a number from 0");

    /// <summary><c>200/s</c> or <c>200</c>.</summary>
    public static Option<double> Rate(string name, string description) =>
        Of(name, description, () => 0d,
            text => Double(text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text) is >= 0 and var rate && double.IsFinite(rate) ? rate : null,
            "deliveries a second, such as 200/s; 0 for as fast as answers come");

    /// <summary><c>500ms</c>, <c>60s</c>, <c>5m</c>, <c>1h</c>.</summary>
    public static Option<TimeSpan> Duration(string name, string description, TimeSpan otherwise) =>
        Of(name, description, () => otherwise, ReadDuration, "a duration such as 500ms, 60s or 5m");

    public static Option<DateTimeOffset> Instant(string name, string description, DateTimeOffset otherwise) =>
        Of(name, description, () => otherwise,
            text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null,
            "an instant such as 2026-01-05T00:00:00Z");

    /// <summary>One or more addresses; the option may come several times, or several times after one name.</summary>
    public static Option<Uri[]> Addresses(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "http://…",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.Select(token => ReadAddress(result, name, token.Value)).OfType<Uri>()],
    };

    public static Option<T> Of<T>(string name, string description, Func<T> otherwise, Func<string, T?> read, string wanted)
        where T : struct => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => otherwise(),
            CustomParser = result =>
            {
                if (result.Tokens is [var token])
                {
                    if (read(token.Value) is { } value) return value;
                    result.AddError($"{name}: '{token.Value}' cannot be read. Give {wanted}.");
                }
                else
                {
                    result.AddError($"{name}: one value is wanted. Give {wanted}.");
                }

                return default;
            },
        };

    private static Uri? ReadAddress(ArgumentResult result, string name, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        result.AddError($"{name}: '{text}' is no address. Give one such as http://localhost:8080.");
        return null;
    }

    private static double? Double(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? ReadDuration(string text)
    {
        // As the help writes its defaults.
        if (text.Contains(':', StringComparison.Ordinal)) return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var clock) && clock >= TimeSpan.Zero ? clock : null;

        var digits = text.AsSpan().IndexOfAnyExcept(Digits);
        if (digits <= 0 || Double(text[..digits]) is not { } number) return null;
        double? seconds = text[digits..] switch { "ms" => number / 1000, "s" => number, "m" => number * 60, "h" => number * 3600, _ => null };
        return seconds <= TimeSpan.FromDays(7).TotalSeconds ? TimeSpan.FromSeconds(seconds.Value) : null;
    }
}
