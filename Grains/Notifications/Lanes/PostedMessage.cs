namespace Grains.Notifications.Lanes;

/// <summary>What came of a lane whose turn it was, for whoever serves its mailbox.</summary>
/// <param name="Outcome">To be written down; null: nothing is, it is looked at again.</param>
/// <param name="Fault">Whose fault it was that a message did not get through.</param>
/// <param name="Channel">Over which it was tried; null: it was not.</param>
/// <param name="PausedUntil">The target is left alone until then. UTC.</param>
internal sealed record PostedMessage(LaneOutcome? Outcome, SendFault Fault = SendFault.None, string? Channel = null, DateTimeOffset? PausedUntil = null)
{
    /// <summary>Whether the target took a message.</summary>
    public bool WasSent => Outcome?.End == LaneEnd.Sent;
}
