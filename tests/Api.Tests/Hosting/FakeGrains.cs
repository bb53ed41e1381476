using System.Collections.Concurrent;
using System.Reflection;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Orleans;
using Orleans.Runtime;

namespace Api.Tests.Hosting;

/// <summary>One call that the edge made.</summary>
internal sealed record GrainCall(Type Grain, string Key, string Method, object?[] Arguments)
{
    public T Argument<T>(int at) => (T)Arguments[at]!;
}

/// <summary>Stands in for the cluster: every grain is whatever the test says.</summary>
internal sealed class FakeGrains : IGrainFactory
{
    private readonly ConcurrentDictionary<string, Func<GrainCall, object>> answers = new();

    /// <summary>What asking for a grain throws, as a client does that knows no cluster.</summary>
    public Func<Exception>? Refuses { get; init; }

    public ConcurrentQueue<GrainCall> Calls { get; } = new();

    public IEnumerable<GrainCall> CallsOf(string method) => Calls.Where(call => call.Method == method);

    /// <summary>Deliveries that reached an entity.</summary>
    public IEnumerable<(string Key, Delivery Delivery)> Received => CallsOf("Receive").Select(call => (call.Key, call.Argument<Delivery>(0)));

    /// <summary>What was kept aside.</summary>
    public IEnumerable<Undeliverable> Kept => CallsOf("Keep").Select(call => call.Argument<Undeliverable>(0));

    public FakeGrains OnReceive(Func<GrainCall, Task<Receipt>> answer) => On("Receive", answer);

    public FakeGrains OnReceive(Receipt receipt) => OnReceive(_ => Task.FromResult(receipt));

    public FakeGrains OnReceive(Exception fault) => OnReceive(_ => Task.FromException<Receipt>(fault));

    public FakeGrains OnKeep(Func<GrainCall, Task<long>> answer) => On("Keep", answer);

    public FakeGrains On(string method, Func<GrainCall, object> answer)
    {
        answers[method] = answer;
        return this;
    }

    internal object Answer(GrainCall call)
    {
        Calls.Enqueue(call);
        return answers.TryGetValue(call.Method, out var answer)
            ? answer(call)
            : throw new InvalidOperationException($"The test did not expect {call.Grain.Name}.{call.Method}.");
    }

    private T Make<T>(string key)
        where T : class, IAddressable
    {
        var grain = DispatchProxy.Create<T, FakeGrain>();
        ((FakeGrain)(object)grain).Set(this, typeof(T), key);
        return grain;
    }

    private object Make(Type type, string key) => Refuses is { } refuse
        ? throw refuse()
        : typeof(FakeGrains).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Instance, [typeof(string)])!.MakeGenericMethod(type).Invoke(this, [key])!;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => (TGrainInterface)Make(typeof(TGrainInterface), primaryKey);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => (TGrainInterface)Make(typeof(TGrainInterface), primaryKey.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();
}

/// <summary>A grain made at run time, so that Orleans does not take it for one of its own.</summary>
public class FakeGrain : DispatchProxy
{
    private FakeGrains? grains;
    private Type? type;
    private string key = "";

    internal void Set(FakeGrains owner, Type grain, string grainKey) => (grains, type, key) = (owner, grain, grainKey);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        grains!.Answer(new GrainCall(type!, key, targetMethod!.Name, args ?? []));
}
