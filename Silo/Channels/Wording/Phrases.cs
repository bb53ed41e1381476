namespace Silo.Channels.Wording;

/// <summary>What happened, or did not, as the rest of a sentence that begins with what it happened to.</summary>
internal static class Phrases
{
    public static string Did(Told told, string? place) => told.Milestone switch
    {
        "cargo_ready" => At("is ready to be collected", place),
        "container_loaded" => At("had a container loaded", place),
        "departed" => place is null ? "departed" : $"departed {place}",
        "arrived" => At("arrived", place),
        "container_unloaded" => At("had a container unloaded", place),
        "customs_cleared" => At("cleared customs", place),
        "delivered" => At("was delivered", place),
        { } other => At($"reached {OneLine.Words(other)}", place),
        null => At($"has news: {OneLine.Words(told.Thing)}", place),
    };

    public static string DidNot(Told told) => told.Milestone switch
    {
        "cargo_ready" => "is not ready to be collected",
        "container_loaded" => "had no container loaded",
        "departed" => "has not departed",
        "arrived" => "has not arrived",
        "container_unloaded" => "had no container unloaded",
        "customs_cleared" => "has not cleared customs",
        "delivered" => "was not delivered",
        { } other => $"has not reached {OneLine.Words(other)}",
        null => $"takes back: {OneLine.Words(told.Thing)}",
    };

    private static string At(string what, string? place) => place is null ? what : $"{what} at {place}";
}
