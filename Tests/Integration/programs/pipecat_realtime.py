"""One kind of turn with Pipecat's OpenAI realtime service: pipecat_realtime.py URL KEY MODEL KIND SPEECH.pcm; prints
what it heard as JSON."""

import asyncio
import json
import sys

from pipecat.frames.frames import (
    BotStoppedSpeakingFrame,
    EndFrame,
    ErrorFrame,
    InputAudioRawFrame,
    InterruptionFrame,
    LLMRunFrame,
    LLMUpdateSettingsFrame,
    TranscriptionFrame,
    TTSTextFrame,
    UserStartedSpeakingFrame,
    UserStoppedSpeakingFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.services.llm_service import FunctionCallParams
from pipecat.services.openai.realtime import events
from pipecat.services.openai.realtime.llm import OpenAIRealtimeLLMService
from pipecat.transports.base_output import BaseOutputTransport
from pipecat.transports.base_transport import TransportParams
from pipecat.workers.runner import WorkerRunner

RATE = 24_000
FRAME = RATE // 50 * 2
url, key, model, kind, speech = sys.argv[1:]
heard = {"words": [], "user": [], "cities": [], "audio_ms": 0, "interruptions": 0}
news = asyncio.Condition()
answers = 0
spoken = []
failures = []


async def get_weather(params: FunctionCallParams, city: str):
    """The weather in a city.

    Args:
        city: Its name.
    """
    heard["cities"].append(city)
    await params.result_callback({"sky": "blue as a plum"})


class Speaker(BaseOutputTransport):
    """Plays as fast as it can, and notes the words."""

    async def start(self, frame):
        await super().start(frame)
        await self.set_transport_ready(frame)

    async def process_frame(self, frame, direction):
        if isinstance(frame, TTSTextFrame):
            spoken.append(frame.text)
        await super().process_frame(frame, direction)

    async def write_audio_frame(self, frame):
        heard["audio_ms"] += len(frame.audio) / 2 / RATE * 1_000
        return True


class Ear(FrameProcessor):
    """Notes what passes between the user's side and the model."""

    async def process_frame(self, frame, direction):
        global answers
        await super().process_frame(frame, direction)
        if isinstance(frame, BotStoppedSpeakingFrame):
            answers += 1
            heard["words"].append("".join(spoken))
            spoken.clear()
        elif isinstance(frame, InterruptionFrame):
            heard["interruptions"] += 1
        elif isinstance(frame, TranscriptionFrame):
            heard["user"].append(frame.text)
        elif isinstance(frame, ErrorFrame):
            failures.append(frame.error)
        async with news:
            news.notify_all()
        await self.push_frame(frame, direction)


async def until(condition):
    async with news:
        await news.wait_for(lambda: failures or condition())
    if failures:
        sys.exit(failures[0])


async def speak(worker):
    with open(speech, "rb") as file:
        while frame := file.read(FRAME):
            await worker.queue_frame(InputAudioRawFrame(audio=frame, sample_rate=RATE, num_channels=1))
            await asyncio.sleep(0.005)


async def text(worker):
    await worker.queue_frame(LLMRunFrame())
    await until(lambda: answers)


async def voice_vad(worker):
    await speak(worker)
    await until(lambda: answers and heard["user"])


async def voice_manual(worker):
    await worker.queue_frame(UserStartedSpeakingFrame())
    await speak(worker)
    await worker.queue_frame(UserStoppedSpeakingFrame())
    await until(lambda: answers and heard["user"])


async def interruption(worker):
    await worker.queue_frame(LLMRunFrame())
    await until(lambda: heard["audio_ms"])
    await speak(worker)
    await until(lambda: answers == 2)


async def update(worker, service):
    await worker.queue_frame(LLMRunFrame())
    await until(lambda: answers == 1)
    settings = OpenAIRealtimeLLMService.Settings(system_instruction="You are a lighthouse keeper.")
    await worker.queue_frame(LLMUpdateSettingsFrame(delta=settings))
    # Behind the frame: what is written after the first context has no frame of its own.
    await asyncio.sleep(0.3)
    question = events.ItemContent(type="input_text", text="what are your instructions?")
    item = events.ConversationItem(type="message", role="user", content=[question])
    await service.send_client_event(events.ConversationItemCreateEvent(item=item))
    await service.send_client_event(events.ResponseCreateEvent())
    await until(lambda: answers == 2)


async def main():
    detection = events.TurnDetection(type="server_vad", silence_duration_ms=1_000)
    properties = events.SessionProperties(audio=events.AudioConfiguration(input=events.AudioInput(
        transcription=events.InputAudioTranscription(model="gpt-4o-transcribe"),
        turn_detection=False if kind == "voice_manual" else detection)))
    service = OpenAIRealtimeLLMService(api_key=key, base_url=url, settings=OpenAIRealtimeLLMService.Settings(
        model=model, system_instruction="You are the harbour master.", session_properties=properties))
    opening = {"text": "Say hello to the harbour.", "tool": 'call get_weather {"city":"Paris"}',
               "interruption": "count to 200", "update": "what are your instructions?"}
    messages = [{"role": "user", "content": opening[kind]}] if kind in opening else []
    context = LLMContext(messages, [get_weather]) if kind == "tool" else LLMContext(messages)
    pair = LLMContextAggregatorPair(context)
    speaker = Speaker(TransportParams(audio_out_enabled=True))
    worker = PipelineWorker(
        Pipeline([pair.user(), Ear(), service, speaker, pair.assistant()]),
        params=PipelineParams(audio_in_sample_rate=RATE, audio_out_sample_rate=RATE))
    started = asyncio.Event()
    worker.event_handler("on_pipeline_started")(lambda *_: started.set())

    async def talk():
        await started.wait()
        if kind == "update":
            await update(worker, service)
        else:
            await {"text": text, "voice_vad": voice_vad, "voice_manual": voice_manual, "tool": text,
                "interruption": interruption}[kind](worker)
        print(json.dumps(heard), flush=True)
        await worker.queue_frame(EndFrame())

    runner = WorkerRunner()
    await runner.add_workers(worker)
    await asyncio.gather(runner.run(), talk())


asyncio.run(main())
