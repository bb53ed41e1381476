namespace Silo.Channels.Wording;

/// <summary>Documents of a shipment.</summary>
internal static class DocumentPhrases
{
    /// <summary>Null for what this program does not know.</summary>
    public static Phrase? Of(MessageFields message)
    {
        var document = (message["documentType"], message["title"]) switch
        {
            ({ } type, { } title) => $"{OneLine.Words(type)}, {title}",
            ({ } type, null) => OneLine.Words(type),
            (null, { } title) => title,
            _ => "of a type not told",
        };
        return message["state"] switch
        {
            "added" => new Phrase($"has a document: {document}"),
            "ready" => new Phrase($"has a document ready: {document}"),
            "archived" => new Phrase($"has a document no more: {document}"),
            _ => null,
        };
    }
}
