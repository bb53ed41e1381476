using System.Text;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Relays;

/// <summary>Whom a relay may go to: what a report names need not be an id that an entity can have.</summary>
internal static class Targets
{
    /// <summary>The entity of that id, or null when the id is empty, over 128 bytes, or has control characters or half a character.</summary>
    public static EntityKey? Of(string source, EntityKind kind, string written)
    {
        var id = FreightKeys.Of((SubjectKind)(int)kind, written);
        if (id.Length is 0 or > JsonReading.LongestId || Encoding.UTF8.GetByteCount(id) > JsonReading.LongestId) return null;
        foreach (var c in id)
        {
            if (char.IsControl(c)) return null;
        }

        return ReferenceEquals(Rows.Wellformed(id), id) ? new EntityKey(source, kind, id) : null;
    }
}
