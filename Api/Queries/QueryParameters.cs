using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Api.Security;

namespace Api.Queries;

/// <summary>A parameter that cannot be used: 400, naming it.</summary>
internal sealed record BadParameter(string Name, string Detail);

/// <summary>Reads the parameters of a query; the first one that cannot be used is kept in <see cref="Bad"/>.</summary>
internal sealed class QueryParameters(IQueryCollection query)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    public BadParameter? Bad { get; private set; }

    public string Source => Text("source", 64) ?? SecurityOptions.DefaultSource;

    public int Limit
    {
        get
        {
            if (Text("limit", 16) is not { } text) return DefaultLimit;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit) return limit;
            return Reject<int>("limit", $"limit is a whole number from 1 to {MaxLimit}.");
        }
    }

    public string? Cursor => Text("cursor", 1024);

    /// <summary>A text, or null when it is absent or empty.</summary>
    public string? Text(string name, int maxLength)
    {
        var values = query[name];
        if (values.Count > 1) return Reject<string>(name, $"{name} is given more than once.");
        var value = values.ToString();
        if (value.Length == 0) return null;
        if (value.Length > maxLength) return Reject<string>(name, $"{name} has at most {maxLength} characters.");
        return value.Any(char.IsControl) ? Reject<string>(name, $"{name} has control characters.") : value;
    }

    /// <summary>An instant in ISO 8601; without an offset it is UTC.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name, 64) is not { } text) return null;
        // An unescaped '+' of the offset arrives as a blank.
        return TryInstant(text, out var instant) || TryInstant(text.Replace(' ', '+'), out instant)
            ? instant
            : Reject<DateTimeOffset?>(name, $"{name} is an instant in ISO 8601, such as 2026-03-01T12:00:00Z.");
    }

    /// <summary>A day, or what the clock shows at whatever place it is: an offset that is given says nothing. As if it were UTC.</summary>
    public DateTimeOffset? LocalTime(string name)
    {
        if (Text(name, 64) is not { } text) return null;
        return TryInstant(text, out var instant, DateTimeStyles.AssumeUniversal) || TryInstant(text.Replace(' ', '+'), out instant, DateTimeStyles.AssumeUniversal)
            ? new DateTimeOffset(instant.Value.DateTime, TimeSpan.Zero)
            : Reject<DateTimeOffset?>(name, $"{name} is a day or a local time in ISO 8601, such as 2026-03-01 or 2026-03-01T12:00.");
    }

    public bool? Flag(string name) => Text(name, 8) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => Reject<bool?>(name, $"{name} is true or false."),
    };

    /// <summary>Refuses every parameter but these; names are taken as they are written.</summary>
    public void RejectOthers(IReadOnlyList<string> known)
    {
        foreach (var name in query.Keys)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                Reject(name, $"There is no such parameter here. There are: {string.Join(", ", known)}.");
        }
    }

    /// <summary>Refuses those of these parameters that are there and say nothing.</summary>
    public void RejectBlank(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (query.TryGetValue(name, out var values) && values.All(string.IsNullOrWhiteSpace)) Reject(name, $"{name} is blank.");
        }
    }

    /// <summary>Keeps the first one that cannot be used.</summary>
    public void Reject(string name, string detail) => Bad ??= new BadParameter(name, detail);

    private static bool TryInstant(
        string text, [NotNullWhen(true)] out DateTimeOffset? instant, DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
    {
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        var read = DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, styles, out var value);
        instant = read ? value : null;
        return read;
    }

    private T? Reject<T>(string name, string detail)
    {
        Reject(name, detail);
        return default;
    }
}
