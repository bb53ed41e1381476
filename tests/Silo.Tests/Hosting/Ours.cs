namespace Silo.Tests.Hosting;

/// <summary>What the shell of the developer happens to set must not decide a test.</summary>
internal static class Ours
{
    private static readonly string[] Prefixes =
        ["FLEXPORT_", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "Orleans__", "ConnectionStrings__", "Storage__", "Flexport__", "Kestrel__", "Api__"];

    public static bool IsSetting(string name) => Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
