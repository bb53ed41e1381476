using System.Security.Cryptography;
using CsCheck;
using Silo.Storage;
using static Storage.Tests.Freight;

namespace Storage.Tests.Encoding;

/// <summary>Blocks of bodies: whatever is in them comes back, however little of them has been read.</summary>
public sealed class BodyBlockTests
{
    private static readonly byte[] Noise = RandomNumberGenerator.GetBytes(3 * BodyBlock.MostOfSegment);

    [Fact]
    public void EveryBody_ComesBackAsItWas_InAnyOrder() => Gen.Select(
        Gen.OneOf(Gen.Byte.Array[0, 700], Gen.Byte[65, 68].Array[0, 90_000]).Array[0, 40], Gen.Int[0, 200_000], Gen.Int).Sample((bodies, beginning, seed) =>
    {
        using var block = BodyBlock.Encode([.. bodies.Select(static body => (ReadOnlyMemory<byte>)body)]);
        using var reader = Reader(block.Bytes.ToArray(), beginning);
        var places = Enumerable.Range(0, bodies.Length).ToArray();
        new Random(seed).Shuffle(places);
        foreach (var place in places) Read(reader, block.Bytes, place).ShouldBe(bodies[place]);
        Read(reader, block.Bytes, bodies.Length).ShouldBeNull();
    });

    /// <summary>Links have no body: they must not make a segment that begins where the next one does.</summary>
    [Fact]
    public void EmptyBodies_BesideLongOnes_HideNothing() => Gen.Select(Gen.Int[0, 3].Array[1, 8], Gen.Int[0, 700_000], Gen.Int).Sample((kinds, beginning, seed) =>
    {
        byte[][] some = [[], Utf8("small"), Noise[..(BodyBlock.MostOfSegment + 150_000)], Noise[..1000]];
        var bodies = kinds.Select(kind => some[kind]).ToArray();
        using var block = BodyBlock.Encode([.. bodies.Select(static body => (ReadOnlyMemory<byte>)body)]);
        using var reader = Reader(block.Bytes.ToArray(), beginning);
        var places = Enumerable.Range(0, bodies.Length).ToArray();
        new Random(seed).Shuffle(places);
        foreach (var place in places) Read(reader, block.Bytes, place).ShouldBe(bodies[place]);
    }, iter: 300);

    [Fact]
    public void NumbersOfADamagedHead_MakeNoRoom()
    {
        byte[] lie = [1, 1, 5, 0xFF, 0xFF, 0xFF, 0xFF, 7, 0, 0, 0, 0];
        using var reader = Reader(lie, lie.Length);

        reader.Missing(0).ShouldBeNull();
        reader.Missing(-1).ShouldBeNull();
        reader.Read(0).ShouldBeNull();
    }

    [Fact]
    public void BodiesThatAreAlike_TakeLittle_AndNoiseTakesNoMoreThanItIs()
    {
        var alike = Enumerable.Range(0, 60).Select(n => (ReadOnlyMemory<byte>)Utf8(string.Concat(Enumerable.Range(0, 60).Select(field => $"\"field {field}\":\"{n}\",")))).ToList();
        using var block = BodyBlock.Encode(alike);
        using var noise = BodyBlock.Encode([Noise.AsMemory(0, 100_000), Noise.AsMemory(100_000, 5)]);

        block.Bytes.Length.ShouldBeLessThan(alike.Sum(body => body.Length) / 9);
        noise.Bytes.Length.ShouldBeInRange(100_005, 100_015);
    }

    [Fact]
    public void SmallBodyBesideALargeOne_IsReadWithoutIt()
    {
        var small = Utf8("small");
        using var block = BodyBlock.Encode([Noise, small]);
        using var reader = Reader(block.Bytes.ToArray(), BodyBlockReader.Beginning);

        var missing = reader.Missing(1).ShouldNotBeNull();
        missing.Count.ShouldBe(small.Length);
        Read(reader, block.Bytes, 1).ShouldBe(small);
        reader.Missing(0).ShouldNotBeNull().Count.ShouldBe(Noise.Length);
        Read(reader, block.Bytes, 0).ShouldBe(Noise);
    }

    /// <summary>What cannot be read is a body that is not there any more: no damage is an exception, and none makes room for what nobody wrote.</summary>
    [Fact]
    public void DamagedBlock_GivesNothingOrSomething_AndNeverThrows()
    {
        using var whole = BodyBlock.Encode([.. Enumerable.Range(0, 20).Select(n => (ReadOnlyMemory<byte>)Utf8($"body {n} " + new string('x', n * 100)))]);
        var random = new Random(20261128);
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = whole.Bytes.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) damaged[random.Next(random.Next(2) == 0 ? 30 : damaged.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0) damaged = damaged[..random.Next(damaged.Length)];
            using var reader = Reader(damaged, random.Next(damaged.Length + 1));
            for (var place = 0; place < 21; place++) Should.NotThrow(() => Read(reader, damaged, place));
        }
    }

    [Fact]
    public void BlockOfAnotherProgram_IsNotRead()
    {
        using var reader = new BodyBlockReader((BlockEncoding)7, new byte[100], 100);

        reader.Missing(0).ShouldBeNull();
        reader.Read(0).ShouldBeNull();
    }

    private static BodyBlockReader Reader(byte[] block, int beginning) => new(BlockEncoding.Segments, block.AsMemory(0, Math.Min(beginning, block.Length)), block.Length);

    /// <summary>As stores do it: what is missing is fetched.</summary>
    private static byte[]? Read(BodyBlockReader reader, ReadOnlyMemory<byte> block, int place)
    {
        for (var n = 0; reader.Missing(place) is { } missing; n++)
        {
            n.ShouldBeLessThan(2);
            reader.Add(missing.From, block.Slice(missing.From, missing.Count));
        }

        return reader.Read(place);
    }
}
