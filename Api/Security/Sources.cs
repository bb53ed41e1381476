using System.Collections.Frozen;
using Api.Hosting;
using Flexport.Webhooks.Signatures;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Api.Security;

/// <summary>One Flexport account, ready to check signatures.</summary>
/// <param name="Secrets">Never empty.</param>
internal sealed record Source(string Name, WebhookSecret[] Secrets, bool AllowSha1)
{
    private readonly string developmentLabel = SecretLabel.Of(Name, SecurityOptions.DevelopmentSecret);

    /// <summary>Whether this label is the development secret's, which proves nothing but that the sender has read the sources.</summary>
    public bool IsDevelopmentSecret(string label) => label == developmentLabel;
}

/// <summary>The sources and the key in force. A change of the configuration is taken over while running, unless it is wrong.</summary>
internal sealed partial class Sources : IDisposable
{
    private readonly IConfiguration configuration;
    private readonly IHostEnvironment environment;
    private readonly ILogger<Sources> logger;
    private readonly IDisposable watch;
    private volatile InForce current;

    /// <exception cref="OptionsValidationException">The configuration is wrong; it names all that is.</exception>
    public Sources(IOptions<SecurityOptions> options, IConfiguration configuration, IHostEnvironment environment, ILogger<Sources> logger)
    {
        this.configuration = configuration;
        this.environment = environment;
        this.logger = logger;
        current = InForce.Of(options.Value);
        if (current.UsesDevelopmentSecret) LogDevelopmentSecret(logger);
        watch = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public OperatorKey? Key => current.Key;

    public bool Development => current.Development;

    public Source? Find(string name) => current.Sources.GetValueOrDefault(name);

    public void Dispose() => watch.Dispose();

    private void Reload()
    {
        var next = new SecurityOptions();
        try
        {
            next.Read(configuration, environment);
        }
        catch (InvalidOperationException fault)
        {
            // A value that does not convert. Thrown from here it would end the process on the configuration's thread.
            LogNotTakenOver(logger, WrongValue.Describe(fault) ?? fault.GetType().Name);
            return;
        }

        var problems = SecurityOptionsValidator.Problems(next).ToList();
        if (problems.Count > 0)
        {
            LogNotTakenOver(logger, string.Join(' ', problems));
            return;
        }

        var warned = current.UsesDevelopmentSecret;
        current = InForce.Of(next);
        if (current.UsesDevelopmentSecret && !warned) LogDevelopmentSecret(logger);
    }

    private sealed record InForce(FrozenDictionary<string, Source> Sources, OperatorKey? Key, bool Development, bool UsesDevelopmentSecret)
    {
        public static InForce Of(SecurityOptions options) => new(
            options.Sources.ToFrozenDictionary(entry => entry.Key, entry => Source(entry.Key, entry.Value), StringComparer.Ordinal),
            options.ApiKey is { } key ? new OperatorKey(key) : null,
            options.Development,
            options.UsesDevelopmentSecret);

        private static Source Source(string name, SourceOptions options) =>
            new(name, [.. options.Secrets.Distinct(StringComparer.Ordinal).Select(secret => WebhookSecret.FromText(SecretLabel.Of(name, secret), secret))], options.AllowSha1);
    }
}
