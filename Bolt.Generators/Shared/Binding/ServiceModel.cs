namespace Bolt.Shared;

/// <summary>A value that comes from services.</summary>
internal sealed record ServiceModel(string Type, bool IsOptional, string? Key, string? Default);
