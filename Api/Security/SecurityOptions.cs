namespace Api.Security;

/// <summary>Who may speak to the service: the secrets of each source, and the operator's key.</summary>
public sealed class SecurityOptions
{
    /// <summary>The source of a company with one Flexport account.</summary>
    public const string DefaultSource = "default";

    /// <summary>Stands in for a secret in Development, and only there, for deliveries from this machine. Known to everybody who reads this.</summary>
    public const string DevelopmentSecret = "flexport-development-secret-not-for-production";

    /// <summary>Sources by name (1–64 characters of <c>a–z 0–9 - _</c>).</summary>
    public IDictionary<string, SourceOptions> Sources { get; } = new Dictionary<string, SourceOptions>(StringComparer.Ordinal);

    /// <summary>Bearer token of queries and operations (<c>FLEXPORT_API_KEY</c>), or null.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whether loopback may query without a key, and the development secret may stand in.</summary>
    public bool Development { get; set; }

    /// <summary>Whether <see cref="DevelopmentSecret"/> signs for a source: as a stand-in, or because it was set.</summary>
    public bool UsesDevelopmentSecret => Sources.Values.Any(source => source.Secrets.Contains(DevelopmentSecret));

    /// <summary>Reads the configuration as it stands now; judges nothing.</summary>
    public void Read(IConfiguration configuration, IHostEnvironment environment)
    {
        Development = environment.IsDevelopment();
        ApiKey = configuration["FLEXPORT_API_KEY"];
        if (string.IsNullOrWhiteSpace(ApiKey)) ApiKey = null;

        foreach (var section in configuration.GetSection("Flexport:Sources").GetChildren())
        {
            var source = Source(section.Key);
            var secrets = section.GetSection("Secrets");
            source.Secrets.AddRange(Split(secrets.Value));
            source.Secrets.AddRange(secrets.GetChildren().Select(child => child.Value ?? ""));
            source.AllowSha1 = section.GetValue("AllowSha1", false);
        }

        if (configuration["FLEXPORT_WEBHOOK_SECRET"] is { Length: > 0 } single) Source(DefaultSource).Secrets.AddRange(Split(single));

        if (Development && Sources.Values.All(source => source.Secrets.Count == 0))
        {
            Source(DefaultSource).Secrets.Add(DevelopmentSecret);
        }
    }

    private SourceOptions Source(string name)
    {
        if (!Sources.TryGetValue(name, out var source)) Sources[name] = source = new SourceOptions();
        return source;
    }

    private static string[] Split(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>One Flexport account.</summary>
public sealed class SourceOptions
{
    /// <summary>Live secrets; several while one is being replaced by another.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>Whether the legacy SHA-1 signature is good enough. Default: no.</summary>
    public bool AllowSha1 { get; set; }
}
