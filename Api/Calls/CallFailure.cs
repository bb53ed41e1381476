using Grains.Interfaces.Entities;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;

namespace Api.Calls;

/// <summary>Why a grain did not answer. What is expected is a value.</summary>
internal enum CallFailure
{
    None = 0,
    /// <summary>The store is down, or the silo refuses more: nothing is durable, come back later.</summary>
    Busy,
    /// <summary>No answer in time, or no silo to ask. The call may have been carried out all the same.</summary>
    Unreachable,
    /// <summary>Anything else.</summary>
    Fault,
}

/// <summary>What came of a call.</summary>
internal readonly record struct Call<T>(T? Value, CallFailure Failure, Exception? Cause)
{
    public bool Answered => Failure == CallFailure.None;
}

/// <summary>Judges what a grain call threw.</summary>
internal static class CallFaults
{
    /// <summary>Whether calling again at once may help: the activation is dropped, or its silo is gone and another takes over.</summary>
    public static bool Passes(Exception fault) => fault switch
    {
        ActivationDroppedException => true,
        _ when Judge(fault) == CallFailure.Busy => false,
        OrleansMessageRejectionException or SiloUnavailableException or ClientNotAvailableException => true,
        Orleans.Runtime.Messaging.ConnectionFailedException or ConnectionAbortedException or ConnectionResetException => true,
        _ => false,
    };

    public static CallFailure Judge(Exception fault) => fault switch
    {
        StoreUnavailableException or OverloadedException or GatewayTooBusyException or LimitExceededException => CallFailure.Busy,
        // An activation that fails to load rejects its callers and keeps the reason inside.
        OrleansException { InnerException: { } inner } when Judge(inner) == CallFailure.Busy => CallFailure.Busy,
        TimeoutException or ActivationDroppedException or OrleansException => CallFailure.Unreachable,
        ConnectionAbortedException or ConnectionResetException => CallFailure.Unreachable,
        _ => CallFailure.Fault,
    };
}
