namespace Silo.Channels.Wording;

/// <summary>A page of this service that tells more: the only links in a message.</summary>
internal readonly record struct NewsLink(string Label, Uri Address);
