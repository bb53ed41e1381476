using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments.Papers;

/// <summary>Documents, of a shipment or held without one.</summary>
internal static class Documents
{
    /// <summary>What a full document says; nothing when it has no id.</summary>
    public static void Read(Saying saying, JsonElement document)
    {
        if (document.Id("id") is not { } id) return;
        var stamp = document.Instant("updated_at");
        var about = saying.About(Part.Document, id, document, Nulls.Withdraw, stamp);
        about.Say(Aspect.Identity, id);
        Describe(about);
        if (document.TryGet("file_metadata", out var file))
            saying.About(Part.Document, id, file, Nulls.Withdraw, stamp).Instant(Aspect.UploadedAt, "uploaded_at");
    }

    /// <summary>A document was added, in either dialect.</summary>
    public static void Uploaded(Saying saying) => Happened(saying, Aspect.UploadedAt, "uploaded_at", null);

    /// <summary>A bill of lading can be fetched, in either dialect.</summary>
    public static void BillOfLadingReady(Saying saying) => Happened(saying, Aspect.ReadyAt, "ready_at", "bill_of_lading");

    public static DocumentView View(string id, PartFacts facts) => new(
        id,
        facts.Text(Aspect.Type),
        facts.Text(Aspect.Name),
        facts.Instant(Aspect.UploadedAt),
        facts.Instant(Aspect.ReadyAt),
        facts.Instant(Aspect.ArchivedAt));

    /// <summary>The document that is named, else its file's name, else the event's id stands in.</summary>
    private static void Happened(Saying saying, Aspect aspect, string field, string? type)
    {
        if (saying.Type.StartsWith('/'))
        {
            var real = saying.Resource(out var resource) == ObjectKind.Document ? resource.Id("id") : null;
            // Where the object says when, it stands, be it by a null.
            if (real is null || !saying.States(Part.Document, real, aspect)) Identify(saying, real, real).Say(aspect, saying.OccurredAt);
            return;
        }

        var document = saying.Named("document");
        var id = document.Id ?? document.TextAsId("file_name", "document_name", "name");
        var about = Identify(saying, id, document.Id);
        about.Say(aspect, document.When(field));
        if (type is not null) about.Say(Aspect.Type, type);
        document.Read(Part.Document, id ?? saying.EventId.Value, static (about, _) => Describe(about));
    }

    private static ObjectReading Identify(Saying saying, string? id, string? real)
    {
        var about = saying.About(Part.Document, id ?? saying.EventId.Value, saying.Data, Nulls.SayNothing);
        if (real is not null) about.Say(Aspect.Identity, real);
        return about;
    }

    private static void Describe(ObjectReading about)
    {
        about.Text(Aspect.Type, "document_type");
        about.Text(Aspect.Name, "file_name", "document_name", "name");
        about.Instant(Aspect.ArchivedAt, "archived_at");
    }
}
