namespace Grains.Subscriptions;

/// <summary>Names of targets: a channel's own name for the one in the configuration, <c>source/stakeholder/contact</c> for a stakeholder's. No id has a slash.</summary>
public static class Targets
{
    public static string Of(string source, string stakeholder, string contact) => $"{source}/{stakeholder}/{contact}";
}
