using System.Net;
using Microsoft.Extensions.Options;

namespace Silo.Channels.Outgoing;

/// <summary>Where messages may go (configuration section <c>Flexport:Notifications</c>).</summary>
public sealed class OutgoingOptions
{
    /// <summary>Networks in the company that targets may be in, such as <c>10.20.0.0/16</c> or <c>127.0.0.1/32</c>. Default: none.</summary>
    public IList<string> AllowedNetworks { get; } = [];
}

internal sealed class OutgoingOptionsValidator : IValidateOptions<OutgoingOptions>
{
    public ValidateOptionsResult Validate(string? name, OutgoingOptions options)
    {
        var wrong = options.AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _)).ToList();
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(network => $"Flexport:Notifications:AllowedNetworks: '{network}' is no network. Write one as 10.20.0.0/16, without bits behind the prefix."));
    }
}
