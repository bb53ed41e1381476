using System.Diagnostics;

namespace Silo.Channels.Wording;

/// <summary>What a reader looks at first.</summary>
internal enum Urgency
{
    None = 0,
    /// <summary>Somebody has to do something, or has done something on the strength of what is not so: deadlines, holds, disruptions, corrections, withdrawals.</summary>
    Action,
    /// <summary>Plans change: estimates.</summary>
    Estimate,
    /// <summary>Good to know.</summary>
    Other,
}

internal static class Urgencies
{
    public static Urgency Of(MessageFields message, Phrase phrase) => message.Class switch
    {
        "deadline" or "operations" => Urgency.Action,
        "customs" when message["state"] == "hold" => Urgency.Action,
        "disruption" when message["state"] == "open" => Urgency.Action,
        _ when message.IsWithdrawn || phrase.Tense is Tense.Correction or Tense.Withdrawal => Urgency.Action,
        "estimate" or "free_time" or "appointment" => Urgency.Estimate,
        _ => Urgency.Other,
    };

    /// <summary>The heading of those of an urgency in a digest.</summary>
    public static string Heading(this Urgency urgency) => urgency switch
    {
        Urgency.Action => "Needs action",
        Urgency.Estimate => "Changed plans",
        Urgency.Other => "Also happened",
        _ => throw new UnreachableException($"Urgency {urgency} has no heading."),
    };
}
