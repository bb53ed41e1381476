using System.Text;

namespace Flexport.Webhooks.Events;

/// <summary>Looks for a subject's id through fields in order of trust.</summary>
internal ref struct SubjectSearch
{
    /// <summary>Of an id with blanks around it, in bytes of UTF-8.</summary>
    private const int LongestWritten = 4 * EnvelopeReader.MaxIdBytes;

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
    /// to a stranger. Null, blanks and empty text name nothing, but an empty one is remembered until something better is found.
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

            var id = JsonText.AsWritten(json, value, LongestWritten) is not { } written ? null
                : IsContainerNumber(field) ? FreightKeys.ContainerNumber(written)
                : FreightKeys.Of(kind, written);
            if (id is "")
            {
                if (Found.Kind == SubjectKind.None) Found = new Subject(kind, null);
                continue;
            }

            Found = new Subject(kind, IsUsable(id) ? id : null);
            return true;
        }

        return false;
    }

    private static bool IsContainerNumber(EnvelopeField field) =>
        field is EnvelopeField.DataContainerNumber or EnvelopeField.ContainerNumber or EnvelopeField.ContainerPlainNumber;

    private static bool IsUsable(string? id)
    {
        if (id is null || Encoding.UTF8.GetByteCount(id) > EnvelopeReader.MaxIdBytes) return false;
        foreach (var c in id)
        {
            if (char.IsControl(c)) return false;
        }

        return true;
    }
}
