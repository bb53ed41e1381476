using CsCheck;

namespace Grains.Domain.Tests.Entities;

/// <summary>Stored bytes of which one is another, or that end too soon.</summary>
internal static class DamagedBytes
{
    /// <summary>They are read, or refused as they should be; any other exception fails the test.</summary>
    public static void AreReadOrRefused(byte[] good, Action<byte[]> decode, Func<Exception, bool> isRefusal, long rounds) =>
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample(
            (at, value) =>
            {
                byte[] changed = [.. good];
                changed[at] = value;
                Try(changed, decode, isRefusal);
                Try(good[..at], decode, isRefusal);
            },
            iter: rounds);

    private static void Try(byte[] bytes, Action<byte[]> decode, Func<Exception, bool> isRefusal)
    {
        try
        {
            decode(bytes);
        }
        catch (Exception e) when (isRefusal(e))
        {
            // As it should be.
        }
    }
}
