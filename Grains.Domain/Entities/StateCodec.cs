using System.Collections.Immutable;
using System.Text.Json;
using Grains.Domain.Announcements;
using Grains.Domain.Deadlines;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>
/// Facts and states as bytes, with the number of their form. Facts that it wrote once it reads for ever; a state of an earlier
/// form it refuses, for a state can be folded anew.
/// Reading throws <see cref="InvalidDataException"/> for what this program did not write, such as values of a later one.
/// </summary>
/// <remarks>
/// Facts: see <see cref="FactCodec"/>; by older programs <c>[1, [part, id, aspect, value, stamp]…]</c>.
/// State: <c>[4, version, updatedAt, [[part, id, [aspect, value, occurredAt, recordedAt, eventId]…]…], [[milestone, part, id, version, late]…], [[thing, revision, value]…], estimates]</c>;
/// a milestone that has been announced ends in <c>…, late, revision, at]</c>, where a null is a withdrawal. Estimates are the bytes of <see cref="EstimateHistoryCodec"/> in base64.
/// The same state always gives the same bytes.
/// </remarks>
public static class StateCodec
{
    private const int FormOfOlderFacts = 1;

    // 2 knows what was announced of other things than milestones: folded from a state of 1 it would be announced again. 3 has what follows from the rules of
    // the voyage as they are now, and parts by the normal form of their ids. 4 has every estimate that was ever stated: 3 had each different value once, which does
    // not tell when one of them came back.
    private const int FormOfStates = 4;

    private static readonly JsonPages Pages = new(new JsonWriterOptions { SkipValidation = true });

    public static byte[] EncodeFacts(IReadOnlyList<Fact> facts) => FactCodec.Encode(facts);

    public static IReadOnlyList<Fact> DecodeFacts(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[0] == FactCodec.Form ? FactCodec.Decode(bytes) : DecodeOlder(bytes);

    /// <summary>The form of programs that kept their schema at 10 or below.</summary>
    private static IReadOnlyList<Fact> DecodeOlder(ReadOnlySpan<byte> bytes) => Decode(FormOfOlderFacts, bytes, static root =>
    {
        var facts = new List<Fact>(root.GetArrayLength() - 1);
        foreach (var item in root.EnumerateArray().Skip(1))
        {
            if (IsRetired(item[2])) continue;
            facts.Add(new Fact(
                new Thing(ValueCodec.Enum<Part>(item[0]), ValueCodec.Text(item[1]), ValueCodec.Enum<Aspect>(item[2])),
                ValueCodec.Read(item[3]),
                ValueCodec.ReadInstant(item[4])));
        }

        return (IReadOnlyList<Fact>)facts;
    });

    public static byte[] EncodeState(EntityState state) => Encode(FormOfStates, state, static (writer, state) =>
    {
        writer.WriteNumberValue(state.Version);
        ValueCodec.WriteInstant(writer, state.UpdatedAt);
        writer.WriteStartArray();
        foreach (var (key, facts) in state.Parts) WritePart(writer, key, facts);
        writer.WriteEndArray();
        writer.WriteStartArray();
        foreach (var (key, known) in state.Known.OrderBy(entry => entry.Key))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue((int)key.Milestone);
            writer.WriteNumberValue((int)key.Part);
            writer.WriteStringValue(key.PartId);
            writer.WriteNumberValue(known.Version);
            writer.WriteBooleanValue(known.Late);
            if (known.Told is { } told)
            {
                writer.WriteNumberValue(told.Revision);
                ValueCodec.WriteInstant(writer, told.At);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray();
        foreach (var (thing, announced) in state.Announced)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(thing);
            writer.WriteNumberValue(announced.Revision);
            if (announced.Value is { } value) writer.WriteStringValue(value);
            else writer.WriteNullValue();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteBase64StringValue(EstimateHistoryCodec.Encode(state.Estimates));
    });

    public static EntityState DecodeState(ReadOnlySpan<byte> bytes) => Decode(FormOfStates, bytes, static root =>
    {
        var parts = new List<(PartKey, PartFacts)>();
        var marks = FiredMarks.None;
        foreach (var item in root[3].EnumerateArray())
        {
            var key = new PartKey(ValueCodec.Enum<Part>(item[0]), ValueCodec.Text(item[1]));
            var facts = ReadPart(item);
            marks = marks.Add(key, facts[Aspect.Identity]?.Value);
            parts.Add((key, facts));
        }

        var known = ImmutableDictionary.CreateBuilder<MilestoneKey, FirstKnown>();
        foreach (var item in root[4].EnumerateArray())
        {
            known.Add(
                new MilestoneKey(ValueCodec.Enum<Milestone>(item[0]), ValueCodec.Enum<Part>(item[1]), ValueCodec.Text(item[2])),
                new FirstKnown(item[3].GetInt64(), item[4].GetBoolean(), item.GetArrayLength() > 5 ? new Told(item[5].GetInt32(), ValueCodec.ReadInstant(item[6])) : null));
        }

        var announced = EntityState.Empty.Announced.ToBuilder();
        foreach (var item in root[5].EnumerateArray()) announced.Add(ValueCodec.Text(item[0]), new Announced(item[1].GetInt32(), item[2].GetString()));

        return EntityState.Empty with
        {
            Version = root[1].GetInt64(),
            UpdatedAt = ValueCodec.ReadInstant(root[2]) ?? throw new InvalidDataException("A state without the time of its last event."),
            Parts = PartDictionary.Empty.With(parts),
            Known = known.ToImmutable(),
            Announced = announced.ToImmutable(),
            Estimates = EstimateHistoryCodec.Decode(root[6].GetBytesFromBase64()),
            Marks = marks,
        };
    });

    private static void WritePart(Utf8JsonWriter writer, PartKey key, PartFacts facts)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue((int)key.Part);
        writer.WriteStringValue(key.Id);
        for (var i = 0; i < facts.Count; i++)
        {
            var (aspect, register) = facts.At(i);
            writer.WriteStartArray();
            writer.WriteNumberValue((int)aspect);
            ValueCodec.Write(writer, register.Value);
            ValueCodec.WriteInstant(writer, register.OccurredAt);
            ValueCodec.WriteInstant(writer, register.RecordedAt);
            writer.WriteStringValue(register.By.Value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static PartFacts ReadPart(JsonElement item)
    {
        var facts = PartFacts.Empty;
        foreach (var entry in item.EnumerateArray().Skip(2))
        {
            if (IsRetired(entry[0])) continue;
            facts = facts.Join(ValueCodec.Enum<Aspect>(entry[0]), new Register(
                ValueCodec.Read(entry[1]),
                new Stamp(
                    ValueCodec.ReadInstant(entry[2]) ?? throw new InvalidDataException("A register without its time."),
                    ValueCodec.ReadInstant(entry[3]) ?? throw new InvalidDataException("A register without its stamp."),
                    new EventId(ValueCodec.Text(entry[4])))));
        }

        return facts;
    }

    /// <summary>
    /// Aspects that the program of commit 7129978 wrote and that no program reads any more: that a shipment knows orders (192), and that it was told of containers in
    /// passing (206), both of which its parts say.
    /// </summary>
    private static bool IsRetired(JsonElement aspect) => aspect.GetInt32() is 192 or 206;

    private static byte[] Encode<T>(int form, T value, Action<Utf8JsonWriter, T> write) => Pages.Write((form, value, write), static (writer, it) =>
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(it.form);
        it.write(writer, it.value);
        writer.WriteEndArray();
    });

    private static T Decode<T>(int expected, ReadOnlySpan<byte> bytes, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray());
            var form = document.RootElement[0].GetInt32();
            if (form != expected) throw new InvalidDataException($"This program reads form {expected} of it, and this is of form {form}.");
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException or ArgumentException)
        {
            throw new InvalidDataException("These bytes are no facts or state that this program wrote.", e);
        }
    }
}
