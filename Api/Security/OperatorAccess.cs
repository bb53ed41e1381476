namespace Api.Security;

/// <summary>Who may query and operate: whoever bears the key; in Development without a key, this machine.</summary>
internal static class OperatorAccess
{
    private const string Scheme = "Bearer ";

    public static bool Allows(Sources sources, HttpContext context)
    {
        if (sources.Key is not { } key) return sources.Development && ThisMachine.Asks(context);
        var header = context.Request.Headers.Authorization;
        return header.Count == 1
            && header[0] is { } value
            && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && key.Matches(value[Scheme.Length..].Trim());
    }
}
