namespace Grains.Domain.Tests;

/// <summary>How often a slow property is tried: as often as it says in the long run, a third of that in the quick one.</summary>
internal static class Iterations
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("FLEXPORTGRAINS_TEST_LENGTH") == "long";

    public static int UpTo(int most) => Long ? most : most / 3;
}
