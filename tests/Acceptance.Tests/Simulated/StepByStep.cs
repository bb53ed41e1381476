using System.Globalization;
using Acceptance.Tests.Deployments;
using TestKit.Services;

namespace Acceptance.Tests.Simulated;

/// <summary>
/// Shipments by sea, air, rail and road, told leg by leg. After every single event the service shows the status, phase and dates that the simulator's
/// own model knows by then; and nothing that was announced on the way is contradicted by the finished voyage, except where Flexport corrected it.
/// Few shipments in the quick run, many in the long run.
/// </summary>
public abstract class StepByStep(int shipments)
{
    [Theory]
    [InlineData("travel")]
    [InlineData("estimates-first")]
    [InlineData("shuffled")]
    public async Task NoStepIsWrong(string order)
    {
        await using var store = await Store.Create(Engine.Sqlite);
        await using var service = await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings));
        await SimulatorProcess.Run(
        [
            "steps", "--url", $"{service.Url}webhooks/flexport", "--api", service.Url.ToString(), "--secret", service.Settings.Secret, "--operator-key", service.Settings.ApiKey,
            "--shipments", shipments.ToString(CultureInfo.InvariantCulture), "--seed", "20311", "--order", order,
        ]);
    }
}

public sealed class FewStepByStep() : StepByStep(shipments: 60);

[Trait("Length", "Long")]
public sealed class ManyStepByStep() : StepByStep(shipments: 500);
