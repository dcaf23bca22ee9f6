using System.Linq;
using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>What there is to emit for a route that was understood; a refused route has none.</summary>
/// <param name="Attributes">The handler's attributes that are metadata, as expressions; null where only reflection can tell.</param>
internal sealed record EndpointModel(
    string? Name,
    string? Summary,
    EquatableArray<string> Tags,
    EquatableArray<BackendModel> Auth,
    EquatableArray<GuardModel> Guards,
    HandlerModel Handler,
    EquatableArray<string>? Attributes,
    EquatableArray<ParameterModel> Parameters,
    ReturnModel Return)
{
    /// <inheritdoc cref="ParameterModel.Flatten" />
    public EquatableArray<BoundValue> Values { get; } = ParameterModel.Flatten(Parameters);

    /// <summary>The handler's arguments have to be waited for.</summary>
    public bool IsAsync => Values.Any(static v => v.Model.IsAwaited);

    /// <summary>Declared public: nobody has to be authenticated.</summary>
    public bool AllowsAnonymous => Guards.Count > 0 && Guards.All(static g => g.IsAllowAny);
}
