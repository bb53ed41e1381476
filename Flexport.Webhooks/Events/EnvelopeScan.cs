using System.Text.Json;

namespace Flexport.Webhooks.Events;

/// <summary>
/// The one pass over a body: notes where the values of an envelope lie. Of a repeated key the last one counts, with all that is in it.
/// </summary>
internal static class EnvelopeScan
{
    private const int MaxDepth = 64;
    private const int LongestName = 32;

    /// <summary>
    /// Reads the whole body, also behind what an envelope needs: a broken end makes the whole unusable.
    /// What was read before a fault stays in <paramref name="fields"/>.
    /// </summary>
    public static EnvelopeProblem Scan(ReadOnlySpan<byte> body, ref EnvelopeFields fields)
    {
        Span<byte> buffer = stackalloc byte[LongestName];
        scoped var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            if (isObject) ReadEvent(ref reader, ref fields, buffer);
            else reader.Skip();
            reader.Read();
            return isObject ? EnvelopeProblem.None : EnvelopeProblem.NotAnObject;
        }
        catch (JsonException)
        {
            // The reader's only way to say so.
            return EnvelopeProblem.NotJson;
        }
    }

    private static void ReadEvent(ref Utf8JsonReader reader, ref EnvelopeFields fields, Span<byte> buffer)
    {
        while (NextName(ref reader, buffer, out var name))
        {
            if (name.SequenceEqual("data"u8)) ReadData(ref reader, ref fields, buffer);
            else if (name.SequenceEqual("_object"u8)) Note(ref reader, ref fields, EnvelopeField.Object);
            else if (name.SequenceEqual("id"u8)) Note(ref reader, ref fields, EnvelopeField.Id);
            else if (name.SequenceEqual("type"u8)) Note(ref reader, ref fields, EnvelopeField.Type);
            else if (name.SequenceEqual("created_at"u8)) Note(ref reader, ref fields, EnvelopeField.CreatedAt);
            else if (name.SequenceEqual("occurred_at"u8)) Note(ref reader, ref fields, EnvelopeField.OccurredAt);
            else if (name.SequenceEqual("logisticsEventId"u8)) Note(ref reader, ref fields, EnvelopeField.LogisticsEventId);
            else if (name.SequenceEqual("logisticsEventType"u8)) Note(ref reader, ref fields, EnvelopeField.LogisticsEventType);
            else Pass(ref reader);
        }
    }

    private static void ReadData(ref Utf8JsonReader reader, ref EnvelopeFields fields, Span<byte> buffer)
    {
        fields.Forget(EnvelopeField.DataId, EnvelopeField.ResourceContainerId);
        if (!Enter(ref reader)) return;
        while (NextName(ref reader, buffer, out var name))
        {
            if (name.SequenceEqual("resource"u8)) ReadResource(ref reader, ref fields, buffer);
            else if (name.SequenceEqual("shipment"u8)) NoteIdOf(ref reader, ref fields, EnvelopeField.ShipmentId, buffer);
            else if (name.SequenceEqual("shipment_id"u8)) Note(ref reader, ref fields, EnvelopeField.DataShipmentId);
            else if (name.SequenceEqual("milestone"u8)) Note(ref reader, ref fields, EnvelopeField.DataMilestone);
            else if (name.SequenceEqual("event"u8)) Note(ref reader, ref fields, EnvelopeField.DataEvent);
            else if (name.SequenceEqual("occurred_at"u8)) Note(ref reader, ref fields, EnvelopeField.DataOccurredAt);
            else if (name.SequenceEqual("id"u8)) Note(ref reader, ref fields, EnvelopeField.DataId);
            else if (name.SequenceEqual("po_id"u8)) Note(ref reader, ref fields, EnvelopeField.DataPoId);
            else if (name.SequenceEqual("purchase_order_id"u8)) Note(ref reader, ref fields, EnvelopeField.DataPurchaseOrderId);
            else if (name.SequenceEqual("purchase_order"u8)) NoteIdOf(ref reader, ref fields, EnvelopeField.PurchaseOrderId, buffer);
            else if (name.SequenceEqual("invoice_id"u8)) Note(ref reader, ref fields, EnvelopeField.DataInvoiceId);
            else if (name.SequenceEqual("invoice"u8)) NoteIdOf(ref reader, ref fields, EnvelopeField.InvoiceId, buffer);
            else if (name.SequenceEqual("booking_id"u8)) Note(ref reader, ref fields, EnvelopeField.DataBookingId);
            else if (name.SequenceEqual("booking"u8)) NoteIdOf(ref reader, ref fields, EnvelopeField.BookingId, buffer);
            else if (name.SequenceEqual("document_id"u8)) Note(ref reader, ref fields, EnvelopeField.DataDocumentId);
            else if (name.SequenceEqual("document"u8)) NoteIdOf(ref reader, ref fields, EnvelopeField.DocumentId, buffer);
            else if (name.SequenceEqual("container_number"u8)) Note(ref reader, ref fields, EnvelopeField.DataContainerNumber);
            else if (name.SequenceEqual("container_id"u8)) Note(ref reader, ref fields, EnvelopeField.DataContainerId);
            else if (name.SequenceEqual("container"u8)) ReadContainer(ref reader, ref fields, buffer);
            else Pass(ref reader);
        }
    }

    private static void ReadResource(ref Utf8JsonReader reader, ref EnvelopeFields fields, Span<byte> buffer)
    {
        fields.Forget(EnvelopeField.ResourceObject, EnvelopeField.ResourceContainerId);
        if (!Enter(ref reader)) return;
        while (NextName(ref reader, buffer, out var name))
        {
            if (name.SequenceEqual("_object"u8)) Note(ref reader, ref fields, EnvelopeField.ResourceObject);
            else if (name.SequenceEqual("id"u8)) Note(ref reader, ref fields, EnvelopeField.ResourceId);
            else if (name.SequenceEqual("shipment"u8)) NoteIdOf(ref reader, ref fields, EnvelopeField.ResourceShipmentId, buffer);
            else if (name.SequenceEqual("shipment_container"u8)) NoteIdOf(ref reader, ref fields, EnvelopeField.ResourceContainerId, buffer);
            else Pass(ref reader);
        }
    }

    private static void ReadContainer(ref Utf8JsonReader reader, ref EnvelopeFields fields, Span<byte> buffer)
    {
        fields.Forget(EnvelopeField.ContainerId, EnvelopeField.ContainerPlainNumber);
        if (!Enter(ref reader)) return;
        while (NextName(ref reader, buffer, out var name))
        {
            if (name.SequenceEqual("id"u8)) Note(ref reader, ref fields, EnvelopeField.ContainerId);
            else if (name.SequenceEqual("container_number"u8)) Note(ref reader, ref fields, EnvelopeField.ContainerNumber);
            else if (name.SequenceEqual("number"u8)) Note(ref reader, ref fields, EnvelopeField.ContainerPlainNumber);
            else Pass(ref reader);
        }
    }

    private static void NoteIdOf(ref Utf8JsonReader reader, ref EnvelopeFields fields, EnvelopeField field, Span<byte> buffer)
    {
        fields.Set(field, default);
        if (!Enter(ref reader)) return;
        while (NextName(ref reader, buffer, out var name))
        {
            if (name.SequenceEqual("id"u8)) Note(ref reader, ref fields, field);
            else Pass(ref reader);
        }
    }

    /// <summary>True with the name of the object's next member, false at its end.</summary>
    private static bool NextName(ref Utf8JsonReader reader, Span<byte> buffer, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        name = default;
        if (reader.TokenType != JsonTokenType.PropertyName) return false;
        if (!reader.ValueIsEscaped) name = reader.ValueSpan;
        else JsonText.TryUnescape(reader.ValueSpan, buffer, out name);
        return true;
    }

    private static bool Enter(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        reader.Skip();
        return false;
    }

    private static void Note(ref Utf8JsonReader reader, ref EnvelopeFields fields, EnvelopeField field)
    {
        reader.Read();
        fields.Set(field, JsonScalar.At(ref reader));
        reader.Skip();
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
