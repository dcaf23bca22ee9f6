namespace Bolt.Behaviour.Server;

internal sealed class ScriptedA() : Scripted("A");
