namespace Grains.Notifications.Lanes;

/// <summary>What is to come of a lane. Stored as its number.</summary>
public enum LaneState
{
    /// <summary>Nothing waits in it.</summary>
    Idle = 0,
    /// <summary>What holds now is to be sent, or to be found to be known already.</summary>
    Waiting = 1,
    /// <summary>A digest is to tell it.</summary>
    Collected = 2,
    /// <summary>It was given up: a person may have it tried again, and the next revision is tried anyway.</summary>
    Failed = 3,
}
