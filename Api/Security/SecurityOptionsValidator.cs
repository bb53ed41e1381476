using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Api.Security;

/// <summary>No unsafe default: without secret and key the service does not start. Names all that is wrong at once, and no secret.</summary>
internal sealed partial class SecurityOptionsValidator : IValidateOptions<SecurityOptions>
{
    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    public static IEnumerable<string> Problems(SecurityOptions options)
    {
        if (options.Sources.Count == 0)
            yield return "No webhook secret is set: set FLEXPORT_WEBHOOK_SECRET, or Flexport:Sources:<name>:Secrets, to the secret token of the Flexport endpoint.";

        foreach (var (name, source) in options.Sources)
        {
            if (!SourceName().IsMatch(name))
                yield return $"Flexport:Sources:{Shown(name)}: the name of a source is 1 to 64 characters of a-z, 0-9, '-' and '_'.";
            if (source.Secrets.Count == 0)
                yield return $"Flexport:Sources:{Shown(name)}:Secrets: the source has no secret.";
            if (source.Secrets.Any(string.IsNullOrWhiteSpace))
                yield return $"Flexport:Sources:{Shown(name)}:Secrets: a secret is empty.";
            if (!options.Development && source.Secrets.Contains(SecurityOptions.DevelopmentSecret))
                yield return $"Flexport:Sources:{Shown(name)}:Secrets: the development secret is known to everybody.";
        }

        if (!options.Development && options.ApiKey is null)
            yield return "No operator's key is set: set FLEXPORT_API_KEY to the bearer token that queries and operations require.";
        if (options.ApiKey is { } key && key.Any(c => c is <= ' ' or > '~'))
            yield return "FLEXPORT_API_KEY: a bearer token is printable ASCII without blanks.";
    }

    private static string Shown(string name) => new(name.Take(64).Select(c => char.IsControl(c) ? '?' : c).ToArray());

    [GeneratedRegex("^[a-z0-9_-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex SourceName();
}
