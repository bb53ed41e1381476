namespace TestKit.Bodies;

/// <summary>The ways in which dialect A names an event (contract §3).</summary>
public enum Naming
{
    None = 0,
    /// <summary>The family's type; where it covers several events, <c>data.milestone</c> or <c>data.event</c> says which.</summary>
    Family,
    /// <summary>The family's type, and <c>data.event</c> says which.</summary>
    FamilyAndEvent,
    /// <summary>The event's name alone.</summary>
    Bare,
    /// <summary>The event's name behind the family's prefix.</summary>
    Prefixed,
}

/// <summary>An event of dialect A.</summary>
/// <param name="Name">Such as <c>departed</c>.</param>
/// <param name="Prefix">Of its family, such as <c>shipment</c>.</param>
/// <param name="FamilyType">Such as <c>shipment.milestone</c>.</param>
/// <param name="NamedIn">The member of <c>data</c> that tells which event of the family it is; null where the type says it all.</param>
public sealed record NamedEvent(string Name, string Prefix, string FamilyType, string? NamedIn)
{
    public string Type(Naming naming) => naming switch
    {
        Naming.Family or Naming.FamilyAndEvent => FamilyType,
        Naming.Bare => Name,
        Naming.Prefixed => $"{Prefix}.{Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(naming)),
    };
}
