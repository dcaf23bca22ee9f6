namespace Bolt.Generators.Model;

/// <summary>The method to call. <paramref name="Construction"/> is empty for a static one.</summary>
internal sealed record HandlerModel(
    string Type, string Method, string MethodName, bool IsStatic, EquatableArray<ServiceModel> Construction, bool IsDisposable, EquatableArray<string> ParameterTypeOfs);

/// <summary>A value that comes from services.</summary>
internal sealed record ServiceModel(string Type, bool IsOptional, string? Key, string? Default);
