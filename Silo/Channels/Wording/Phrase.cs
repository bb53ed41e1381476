namespace Silo.Channels.Wording;

/// <summary>How a message stands to what the reader was told before.</summary>
internal enum Tense
{
    None = 0,
    /// <summary>It is news.</summary>
    News,
    /// <summary>What was told is otherwise.</summary>
    Correction,
    /// <summary>What was told is not so.</summary>
    Withdrawal,
}

/// <summary>What is said of a thing.</summary>
/// <param name="Text">The rest of a sentence that begins with the freight; one that begins with a colon follows upon it without a blank.</param>
/// <param name="Tense">What the sentence is introduced as.</param>
internal sealed record Phrase(string Text, Tense Tense = Tense.News)
{
    /// <summary>What it means for the reader, such as the last free day: the end of the same sentence. Null: nothing that is known.</summary>
    public string? Stake { get; init; }

    /// <summary>A sentence of its own that says what was told before; null: there is no need.</summary>
    public string? Note { get; init; }

    /// <summary>The sentence of a freight, without its full stop.</summary>
    public string Of(string freight) => Text.StartsWith(':') ? freight + Text : $"{freight} {Text}";
}
