using System.Text;

namespace Flexport.Webhooks.Events;

/// <summary>Looks for a subject's id through fields in order of trust.</summary>
internal ref struct SubjectSearch
{
    private readonly ReadOnlySpan<byte> json;
    private readonly ref readonly EnvelopeFields fields;

    public SubjectSearch(ReadOnlySpan<byte> json, ref readonly EnvelopeFields fields)
    {
        this.json = json;
        this.fields = ref fields;
    }

    /// <summary>What has been found so far.</summary>
    public Subject Found { get; private set; }

    /// <summary>
    /// True when one of the fields names a subject of this kind. The first that does decides, usable or not: a less trusted one could bring the event
    /// to a stranger. Null and empty text name nothing, but an empty one is remembered until something better is found.
    /// </summary>
    public bool For(SubjectKind kind, params ReadOnlySpan<EnvelopeField> inOrder)
    {
        foreach (var field in inOrder)
        {
            var value = fields.Get(field);
            if (value.IsAbsent) continue;
            if (value is { Kind: JsonScalarKind.Text, Length: 0 })
            {
                if (Found.Kind == SubjectKind.None) Found = new Subject(kind, null);
                continue;
            }

            var id = JsonText.Read(json, value, EnvelopeReader.MaxIdBytes);
            if (id is not null && kind == SubjectKind.Shipment) id = ShipmentReference.ToId(id);
            if (id is not null && IsContainerNumber(field)) id = Painted(id);
            Found = new Subject(kind, id);
            return true;
        }

        return false;
    }

    private static bool IsContainerNumber(EnvelopeField field) =>
        field is EnvelopeField.DataContainerNumber or EnvelopeField.ContainerNumber or EnvelopeField.ContainerPlainNumber;

    /// <summary>A container's number as it is painted on it: people write it in lower case and with blanks around it. Null when no usable id is left.</summary>
    private static string? Painted(string number)
    {
        var painted = number.Trim().ToUpperInvariant();
        return painted.Length > 0 && Encoding.UTF8.GetByteCount(painted) <= EnvelopeReader.MaxIdBytes ? painted : null;
    }
}
