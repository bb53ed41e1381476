using Microsoft.Extensions.Options;

namespace Api.Hosting;

/// <summary>Where the service is told to listen. The web server comes up last, so what is wrong here is found before anything else has started.</summary>
internal static class ListenAddresses
{
    /// <summary>Reads the addresses as the server will, and tries each port.</summary>
    /// <exception cref="OptionsValidationException">Some are wrong or taken; it names all of them.</exception>
    public static void Check(IConfiguration configuration)
    {
        var problems = Configured(configuration).Select(Problem).OfType<string>().Distinct().ToList();
        if (problems.Count > 0) throw new OptionsValidationException("urls", typeof(string), problems);
    }

    // The order of the server: its own endpoints, else urls, else ports.
    private static IEnumerable<(string Setting, string? Url)> Configured(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        if (endpoints.Count > 0) return endpoints.Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"]));
        if (configuration["urls"] is { Length: > 0 } urls) return Split(urls).Select(url => ("urls (ASPNETCORE_URLS)", (string?)url));
        return
        [
            .. Split(configuration["http_ports"]).Select(port => ("http_ports", $"http://*:{port}")),
            .. Split(configuration["https_ports"]).Select(port => ("https_ports", $"https://*:{port}")),
        ];
    }

    private static string[] Split(string? list) => list?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Problem((string Setting, string? Url) configured)
    {
        var (setting, url) = configured;
        if (string.IsNullOrWhiteSpace(url)) return $"{setting} is not set.";
        if (Read(url) is not { } address) return $"{setting}: '{url}' is not an address such as http://localhost:8080.";
        if (address.IsUnixPipe || address.IsNamedPipe || PortProbe.Refusal(address.Host, address.Port) is not { } refusal) return null;
        return $"{setting}: cannot listen on {url}: {refusal}.";
    }

    private static BindingAddress? Read(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && !address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase)) return null;
            if (address.IsUnixPipe || address.IsNamedPipe) return address;
            // What is no number behind the colon is taken for a part of the name, and the port for 80.
            var isName = !address.Host.StartsWith('[') && !address.Host.Contains(':');
            var isNumber = address.Host.StartsWith('[') && System.Net.IPAddress.TryParse(address.Host, out _);
            return (isName || isNumber) && address.Port is >= 0 and <= 65535 && address.PathBase.Length == 0 ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
