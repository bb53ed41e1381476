using System.Runtime.CompilerServices;

namespace Flexport.Webhooks.Events;

/// <summary>Where in the body each value lies: nothing is copied while reading.</summary>
[InlineArray(Count)]
internal struct EnvelopeFields
{
    public const int Count = (int)EnvelopeField.ResourceContainerId + 1;

#pragma warning disable IDE0044, IDE0051 // The runtime repeats this field; nobody names it.
    private JsonScalar first;
#pragma warning restore IDE0044, IDE0051

    public readonly JsonScalar Get(EnvelopeField field) => this[(int)field];

    public void Set(EnvelopeField field, JsonScalar value) => this[(int)field] = value;

    /// <summary>Forgets the fields from <paramref name="from"/> to <paramref name="to"/>: their object came again.</summary>
    public void Forget(EnvelopeField from, EnvelopeField to) => this[(int)from..((int)to + 1)].Clear();
}
