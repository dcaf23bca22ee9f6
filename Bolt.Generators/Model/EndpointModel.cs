using System.Linq;
using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>What there is to emit for a route that was understood; a refused route has none.</summary>
/// <param name="Options">What the surface says beside backends and guards.</param>
/// <param name="ClassAttributes">What adds the attributes of the handler's class and of the classes around it to the metadata: <c>.With(…)</c>. The same for all routes of a class.</param>
/// <param name="Attributes">What adds those of the handler.</param>
/// <param name="Requirements">What is reported wherever the handler, or something else that the endpoint uses, is used.</param>
internal sealed record EndpointModel(
    string? Name,
    string? Summary,
    EquatableArray<string> Tags,
    EquatableArray<BackendModel> Auth,
    EquatableArray<GuardModel> Guards,
    EquatableArray<string> Options,
    HandlerModel Handler,
    EquatableArray<string> ClassAttributes,
    EquatableArray<string> Attributes,
    EquatableArray<ParameterModel> Parameters,
    ReturnModel Return,
    EquatableArray<Requirement> Requirements)
{
    /// <inheritdoc cref="ParameterModel.Flatten" />
    public EquatableArray<BoundValue> Values { get; } = ParameterModel.Flatten(Parameters);

    /// <summary>The handler's arguments have to be waited for.</summary>
    public bool IsAsync => Values.Any(static v => v.Model.IsAwaited);

    /// <summary>Declared public: nobody has to be authenticated.</summary>
    public bool AllowsAnonymous => Guards.Count > 0 && Guards.All(static g => g.IsAllowAny);

    /// <summary>The handler is promised a caller that no guard asks for: what the endpoint refuses then is not said by its guards.</summary>
    public bool NeedsCaller => Guards.Count > 0
        && !Guards.Any(static g => g.NeedsIdentity)
        && Values.Any(static v => v.Model is { Kind: ParameterKind.Auth or ParameterKind.CurrentUser, IsNullable: false });
}
