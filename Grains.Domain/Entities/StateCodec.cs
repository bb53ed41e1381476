using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>Facts and states as bytes. What it wrote once it reads for ever.</summary>
public static class StateCodec
{
    public static byte[] EncodeFacts(IReadOnlyList<Fact> facts) => throw new NotImplementedException();

    public static IReadOnlyList<Fact> DecodeFacts(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    public static byte[] EncodeState(EntityState state) => throw new NotImplementedException();

    public static EntityState DecodeState(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();
}
