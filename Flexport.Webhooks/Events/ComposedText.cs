using System.Buffers;
using System.Globalization;
using System.Text;

namespace Flexport.Webhooks.Events;

/// <summary>
/// Unicode's composed form (NFC): <c>é</c> as one character, however it is written. <see cref="string.Normalize()"/> cannot serve: with
/// <c>InvariantGlobalization</c>, which this service runs with, it returns every text as it is.
/// </summary>
public static partial class ComposedText
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int FirstTail = 0x11A7; // One before the first: a syllable need not have one.
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    /// <summary>No character before this one is made of others, or joins another.</summary>
    private const char FirstOfInterest = '\u0300';

    private static readonly Lazy<Tables> Known = new(Tables.Read);

    /// <summary>The text in composed form; the same instance when it is in that form already. Half a surrogate pair stays as it is.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstOfInterest - 1))) return text;
        var tables = Known.Value;
        var characters = new List<int>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var known = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == OperationStatus.Done;
            if (known) tables.Decompose(rune.Value, characters);
            else characters.Add(text[i]);
            i += length;
        }

        tables.Order(characters);
        tables.Compose(characters);
        var composed = new StringBuilder(text.Length);
        foreach (var character in characters)
        {
            if (character < char.MaxValue + 1) composed.Append((char)character);
            else composed.Append(char.ConvertFromUtf32(character));
        }

        return composed.Equals(text.AsSpan()) ? text : composed.ToString();
    }

    /// <summary>What Unicode says of characters, read once.</summary>
    private sealed class Tables
    {
        private readonly Dictionary<int, (int First, int Second)> parts = [];
        private readonly Dictionary<(int First, int Second), int> wholes = [];
        private readonly Dictionary<int, byte> classes = [];

        public static Tables Read()
        {
            var tables = new Tables();
            foreach (var run in Decompositions.Split(' '))
            {
                var colon = run.IndexOf(':', StringComparison.Ordinal);
                var character = Hexadecimal(run.AsSpan(0, colon));
                foreach (var made in run[(colon + 1)..].Split(',')) tables.Add(character++, made);
            }

            foreach (var run in Classes.Split(' '))
            {
                var colon = run.IndexOf(':', StringComparison.Ordinal);
                var ends = run[..colon].Split('-');
                var last = Hexadecimal(ends[^1]);
                for (var character = Hexadecimal(ends[0]); character <= last; character++)
                    tables.classes[character] = byte.Parse(run.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
            }

            return tables;
        }

        public void Decompose(int character, List<int> into)
        {
            if (character is >= FirstSyllable and < FirstSyllable + (Leads * Vowels * Tails))
            {
                var index = character - FirstSyllable;
                into.Add(FirstLead + (index / (Vowels * Tails)));
                into.Add(FirstVowel + (index % (Vowels * Tails) / Tails));
                if (index % Tails > 0) into.Add(FirstTail + (index % Tails));
            }
            else if (parts.TryGetValue(character, out var made))
            {
                Decompose(made.First, into);
                if (made.Second > 0) Decompose(made.Second, into);
            }
            else
            {
                into.Add(character);
            }
        }

        /// <summary>Marks in a row by their class; those of one class as they stand.</summary>
        public void Order(List<int> characters)
        {
            for (var i = 1; i < characters.Count; i++)
            {
                var mark = characters[i];
                var own = ClassOf(mark);
                if (own == 0) continue;
                var at = i;
                for (; at > 0 && ClassOf(characters[at - 1]) > own; at--) characters[at] = characters[at - 1];
                characters[at] = mark;
            }
        }

        public void Compose(List<int> characters)
        {
            var kept = 0;
            var starter = -1;
            var last = 0;
            foreach (var character in characters.ToArray())
            {
                var own = ClassOf(character);
                // A mark joins its letter when nothing between the two has its class or a higher one.
                var isNext = starter == kept - 1;
                if (starter >= 0 && (isNext || (last < own && last != 0)) && Whole(characters[starter], character) is { } whole)
                {
                    characters[starter] = whole;
                    continue;
                }

                if (own == 0) starter = kept;
                last = own;
                characters[kept++] = character;
            }

            characters.RemoveRange(kept, characters.Count - kept);
        }

        private void Add(int character, string made)
        {
            var isFinal = made[0] == '!';
            var text = isFinal ? made.AsSpan(1) : made;
            var plus = text.IndexOf('+');
            var (first, second) = plus < 0 ? (Hexadecimal(text), 0) : (Hexadecimal(text[..plus]), Hexadecimal(text[(plus + 1)..]));
            parts.Add(character, (first, second));
            if (!isFinal && second > 0) wholes.Add((first, second), character);
        }

        private int? Whole(int first, int second)
        {
            if (first is >= FirstLead and < FirstLead + Leads && second is >= FirstVowel and < FirstVowel + Vowels)
                return FirstSyllable + (((first - FirstLead) * Vowels) + (second - FirstVowel)) * Tails;
            if (first is >= FirstSyllable and < FirstSyllable + (Leads * Vowels * Tails) && (first - FirstSyllable) % Tails == 0 && second is > FirstTail and < FirstTail + Tails)
                return first + (second - FirstTail);
            return wholes.TryGetValue((first, second), out var whole) ? whole : null;
        }

        private int ClassOf(int character) => character < FirstOfInterest ? 0 : classes.GetValueOrDefault(character);

        private static int Hexadecimal(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
