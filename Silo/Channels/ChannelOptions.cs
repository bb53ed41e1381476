using Microsoft.Extensions.Options;

namespace Silo.Channels;

/// <summary>What the settings of all channels to a target have in common.</summary>
internal interface IChannelOptions
{
    /// <summary>The section of configuration, such as <c>Flexport:Notifications:Webhook</c>.</summary>
    static abstract string Section { get; }

    /// <summary>The setting without which nobody can be reached over the channel; null: there is none.</summary>
    static virtual string? Needs => null;

    /// <summary>Whether anything but the timeout is to be judged.</summary>
    bool IsOn { get; }

    /// <summary>How long one attempt may take.</summary>
    TimeSpan Timeout { get; }
}

/// <summary>Names all that is wrong with a channel's settings at once, and repeats none of them: there are secrets among them.</summary>
internal abstract class ChannelOptionsValidator<T> : IValidateOptions<T>
    where T : class, IChannelOptions
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var problems = options.IsOn ? Problems(options).ToList() : [];
        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromSeconds(60))
            problems.Add("Timeout is from 00:00:00.1 to 00:01:00.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(static problem => $"{T.Section}:{problem}"));
    }

    /// <summary>Sentences that begin with the setting's name.</summary>
    protected abstract IEnumerable<string> Problems(T options);
}
