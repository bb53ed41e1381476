namespace Simulator.Commands;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Everything was delivered, or is as expected.</summary>
    public const int Good = 0;

    /// <summary>A delivery failed, or the service's state differs.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be obeyed.</summary>
    public const int WrongCommand = 2;
}
