namespace Grains.Clocks;

/// <summary>Makes sure that what is owed is worked off and that deadlines fire, whichever silo lives. Holds one Orleans reminder; its key is 0 to <see cref="Clock.Count"/> − 1.</summary>
[Alias("flexport.IClockGrain")]
internal interface IClockGrain : IGrainWithIntegerKey
{
    /// <summary>Registers the reminder if it is not there. Called by every silo at start.</summary>
    [Alias("Start")]
    Task Start();
}
