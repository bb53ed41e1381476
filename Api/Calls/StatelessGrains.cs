namespace Api.Calls;

/// <summary>Grains that serve under every key.</summary>
internal static class StatelessGrains
{
    /// <summary>They are spread over so many keys; each key may be on another silo.</summary>
    private const int Spread = 256;

    /// <summary>Any one of them.</summary>
    public static T Any<T>(this IGrainFactory grains)
        where T : IGrainWithIntegerKey => grains.GetGrain<T>(Random.Shared.Next(Spread));
}
