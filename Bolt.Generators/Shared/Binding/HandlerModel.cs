namespace Bolt.Shared;

/// <summary>The method to call. <paramref name="Construction"/> is empty for a static one.</summary>
/// <param name="Signature">What finds the method again for metadata.</param>
/// <param name="Type">The class that is made for a request.</param>
/// <param name="DeclaringType">The base class that declares the method; null where it is <paramref name="Type"/> itself.</param>
/// <param name="PassesByIn">An overload takes by value what this one takes as <c>in</c>: only <c>in</c> at the call tells them apart.</param>
internal sealed record HandlerModel(
    string Type,
    string Method,
    string MethodName,
    bool IsStatic,
    EquatableArray<ServiceModel> Construction,
    bool IsDisposable,
    EquatableArray<SignatureType> Signature,
    bool PassesByIn,
    string? DeclaringType);
