namespace Silo.Channels.Wording;

/// <summary>A label and its value, each one line.</summary>
internal readonly record struct Fact(string Label, string Value);
