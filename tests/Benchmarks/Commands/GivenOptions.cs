using System.Globalization;

namespace Benchmarks.Commands;

/// <summary>What stands behind a command: options with a value, and flags without.</summary>
internal sealed class GivenOptions
{
    private readonly Dictionary<string, string> values = [];
    private readonly HashSet<string> flags = [];

    private GivenOptions()
    {
    }

    /// <exception cref="ArgumentException">An option is unknown or lacks its value.</exception>
    public static GivenOptions Read(IReadOnlyList<string> arguments, IReadOnlyCollection<string> options, params IReadOnlyCollection<string> flags)
    {
        var given = new GivenOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (flags.Contains(name)) given.flags.Add(name);
            else if (!options.Contains(name)) throw new ArgumentException($"Unknown option {name}.");
            else if (i + 1 == arguments.Count) throw new ArgumentException($"{name} needs a value.");
            else given.values[name] = arguments[++i];
        }

        return given;
    }

    /// <summary>Whether an option or a flag is given.</summary>
    public bool Has(string name) => flags.Contains(name) || values.ContainsKey(name);

    public string? Text(string name) => values.GetValueOrDefault(name);

    /// <exception cref="ArgumentException">It is no number within the bounds.</exception>
    public int Number(string name, int otherwise, int least, int most) => values.TryGetValue(name, out var text) ? Number(name, text, least, most) : otherwise;

    /// <summary>Numbers separated by commas, or null.</summary>
    /// <exception cref="ArgumentException">One is no number within the bounds.</exception>
    public IReadOnlyList<int>? Numbers(string name, int least, int most) =>
        values.TryGetValue(name, out var text) ? [.. Parts(text).Select(part => Number(name, part, least, most))] : null;

    /// <summary>Some of a number of names, separated by commas.</summary>
    /// <exception cref="ArgumentException">It names none, or one that is none of them.</exception>
    public IReadOnlyList<string> Names(string name, IReadOnlyList<string> all, IReadOnlyList<string> otherwise)
    {
        if (!values.TryGetValue(name, out var text)) return otherwise;
        var names = Parts(text).Distinct().ToList();
        if (names.Count == 0) throw new ArgumentException($"{name} names none. Give some of {string.Join(", ", all)}.");
        return names.Find(one => !all.Contains(one)) is { } unknown ? throw new ArgumentException($"{name} {unknown} is none of {string.Join(", ", all)}.") : names;
    }

    /// <exception cref="ArgumentException">It is neither <c>on</c> nor <c>off</c>.</exception>
    public bool OnOrOff(string name, bool otherwise) => values.GetValueOrDefault(name) switch
    {
        null => otherwise,
        "on" => true,
        "off" => false,
        var other => throw new ArgumentException($"{name} {other} is neither on nor off."),
    };

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{name} {text} is not a number from {least} to {most}.");
}
