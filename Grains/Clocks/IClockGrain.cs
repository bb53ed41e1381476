namespace Grains.Clocks;

/// <summary>Makes sure that what is owed is worked off, whichever silo lives. Holds one Orleans reminder.</summary>
[Alias("flexport.IClockGrain")]
internal interface IClockGrain : IGrainWithIntegerKey
{
    /// <summary>Registers the reminder if it is not there. Called by every silo at start.</summary>
    [Alias("Start")]
    Task Start();
}
