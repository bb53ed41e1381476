using System.Diagnostics;
using System.Globalization;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>How far a container has come, in the order of its way.</summary>
internal enum ContainerStage
{
    None = 0,
    EmptyPickedUp,
    Loaded,
    Discharged,
    Available,
    GatedOut,
    Delivered,
    EmptyReturned,
}

/// <summary>Stages outside, and how many containers of a shipment have come how far.</summary>
internal static class ContainerStages
{
    /// <summary>The name outside; null before the first stage.</summary>
    public static string? ToName(this ContainerStage stage) => stage switch
    {
        ContainerStage.None => null,
        ContainerStage.EmptyPickedUp => "empty_picked_up",
        ContainerStage.Loaded => "loaded",
        ContainerStage.Discharged => "discharged",
        ContainerStage.Available => "available",
        ContainerStage.GatedOut => "gated_out",
        ContainerStage.Delivered => "delivered",
        ContainerStage.EmptyReturned => "empty_returned",
        _ => throw new UnreachableException($"Stage {stage} has no name."),
    };

    /// <summary>Null where the shipment has no containers.</summary>
    public static ContainerStagesView? View(IReadOnlyList<ContainerBox> boxes)
    {
        if (boxes.Count == 0) return null;
        var counts = Counts(boxes);
        var stages = new List<ContainerStageView>();
        var reached = boxes.Count - counts[0];
        for (var stage = ContainerStage.EmptyPickedUp; stage <= ContainerStage.EmptyReturned; stage++)
        {
            if (counts[(int)stage] > 0) stages.Add(new ContainerStageView(stage.ToName()!, counts[(int)stage], reached));
            reached -= counts[(int)stage];
        }

        return new ContainerStagesView(boxes.Count, Summary(counts, boxes.Count), stages);
    }

    /// <summary>The furthest stage that any has come to, such as <c>3 of 5 delivered</c>; null when none has come to any.</summary>
    public static string? Summary(IReadOnlyList<ContainerBox> boxes) => boxes.Count == 0 ? null : Summary(Counts(boxes), boxes.Count);

    private static int[] Counts(IReadOnlyList<ContainerBox> boxes)
    {
        var counts = new int[(int)ContainerStage.EmptyReturned + 1];
        foreach (var box in boxes) counts[(int)box.Stage]++;
        return counts;
    }

    private static string? Summary(int[] counts, int total)
    {
        for (var stage = ContainerStage.EmptyReturned; stage > ContainerStage.None; stage--)
        {
            if (counts[(int)stage] > 0)
                return string.Create(CultureInfo.InvariantCulture, $"{counts[(int)stage]} of {total} {stage.ToName()!.Replace('_', ' ')}");
        }

        return null;
    }
}
