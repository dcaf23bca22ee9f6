using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>The routes of one handler type: one generated file.</summary>
internal sealed record HandlerRoutes(string HandlerType, string Namespace, string HintName, EquatableArray<RouteModel> Routes);
