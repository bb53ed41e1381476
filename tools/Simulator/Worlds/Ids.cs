namespace Simulator.Worlds;

/// <summary>The account's ids. Numbers of one kind have the same number of digits, so that their order as text is their order as numbers.</summary>
internal sealed class Ids(int seed)
{
    private readonly Chance chance = new(seed, -1);
    private long shipment = 400_000;
    private long leg = 7_000_000;
    private long containerLeg = 1_200_000;
    private long container = 230_000;
    private long booking = 180_000;
    private long order = 520_000;
    private int box = 100_000;

    public long Shipment() => shipment += chance.Number(1, 9);

    public long Leg() => leg += chance.Number(1, 4);

    public long ContainerLeg() => containerLeg += chance.Number(1, 4);

    public long Container() => container += chance.Number(1, 4);

    public long Booking() => booking += chance.Number(1, 4);

    public long Order() => order += chance.Number(1, 4);

    /// <summary>An id such as invoices, documents and customs entries bear: base64url of 16 bytes, without padding.</summary>
    public string Text() => Convert.ToBase64String(chance.Bytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>A container number with its check digit (ISO 6346), each only once.</summary>
    public string ContainerNumber()
    {
        var first10 = chance.One(OwnerCodes) + (box += chance.Number(1, 7)).ToString("D6", null);
        return first10 + (char)('0' + CheckDigit(first10));
    }

    /// <summary>The check digit of the first ten characters of a container number (ISO 6346).</summary>
    public static int CheckDigit(string first10)
    {
        var sum = 0;
        for (var i = 0; i < 10; i++) sum += ValueOf(first10[i]) << i;
        return sum % 11 % 10;
    }

    // Letters count from 10 and leave out the multiples of 11.
    private static int ValueOf(char character) => char.IsAsciiDigit(character)
        ? character - '0'
        : character - 'A' + 10 + character switch { < 'B' => 0, < 'L' => 1, < 'V' => 2, _ => 3 };

    private static readonly string[] OwnerCodes = ["TRNU", "PTLU", "GNTU", "CRLU", "KSTU"];
}
