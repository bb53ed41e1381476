using System.Text;
using Flexport.Webhooks.Events;

namespace Grains.Domain.Entities;

/// <summary>Collects the words to find an entity by: lower-case, separated by blanks, without control characters, at most 16,000 characters.</summary>
internal struct SearchWords()
{
    // The numbers of a thousand containers and three hundred orders.
    public const int Longest = 16_000;

    private readonly StringBuilder words = new();

    public readonly void Add(string? word)
    {
        if (string.IsNullOrWhiteSpace(word) || words.Length >= Longest) return;
        var plain = FreightKeys.Words(Rows.Wellformed(word));
        if (plain.Length == 0) return;
        if (words.Length > 0) words.Append(' ');
        words.Append(plain);
    }

    /// <summary>A bill's, order's or booking's number: it may be shaped as a container's, and whoever looks for that is given the normal form of one.</summary>
    public readonly void AddNumber(string? number)
    {
        Add(number);
        // Several may stand in one field.
        foreach (var one in number?.Split([',', ';', '/'], StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (FreightKeys.Search(one) is var searched && FreightKeys.Words(searched) != FreightKeys.Words(one)) Add(searched);
        }
    }

    public override readonly string ToString()
    {
        if (words.Length <= Longest) return words.ToString();
        var end = char.IsHighSurrogate(words[Longest - 1]) ? Longest - 1 : Longest;
        return words.ToString(0, end);
    }
}
